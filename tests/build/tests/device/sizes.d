build/tests/device/sizes: device/sizes.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h device/lib/threads.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
device/lib/threads.h:
