build/tests/device/tutorial: device/tutorial.c device/lib/ktap.h \
 device/lib/device.h
device/lib/ktap.h:
device/lib/device.h:
