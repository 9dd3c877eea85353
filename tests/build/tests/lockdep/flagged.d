build/tests/lockdep/flagged: lockdep/flagged.c \
 lockdep/../device/lib/subjects.h lockdep/../device/lib/calls.h \
 lockdep/../device/lib/device.h ../module/uapi/syncdemo.h
lockdep/../device/lib/subjects.h:
lockdep/../device/lib/calls.h:
lockdep/../device/lib/device.h:
../module/uapi/syncdemo.h:
