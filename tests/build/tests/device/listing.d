build/tests/device/listing: device/listing.c device/lib/calls.h \
 device/lib/device.h ../module/uapi/syncdemo.h
device/lib/calls.h:
device/lib/device.h:
../module/uapi/syncdemo.h:
