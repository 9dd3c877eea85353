build/tests/device/demos: device/demos.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h device/lib/ktap.h \
 device/lib/subjects.h device/lib/calls.h device/lib/threads.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
device/lib/ktap.h:
device/lib/subjects.h:
device/lib/calls.h:
device/lib/threads.h:
