build/tests/kcsan/races: kcsan/races.c kcsan/../device/lib/subjects.h \
 kcsan/../device/lib/calls.h kcsan/../device/lib/device.h \
 ../module/uapi/syncdemo.h
kcsan/../device/lib/subjects.h:
kcsan/../device/lib/calls.h:
kcsan/../device/lib/device.h:
../module/uapi/syncdemo.h:
