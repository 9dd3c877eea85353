build/tests/device/reading: device/reading.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h device/lib/ktap.h \
 device/lib/threads.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
device/lib/ktap.h:
device/lib/threads.h:
