build/tests/device/locks: device/locks.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h device/lib/ktap.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
device/lib/ktap.h:
