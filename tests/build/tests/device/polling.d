build/tests/device/polling: device/polling.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h device/lib/ktap.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
device/lib/ktap.h:
