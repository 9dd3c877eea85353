#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest.sh GLOB [PARAMETER=VALUE]...
#
# In the test machine: runs the suites that match by loading their module, with
# these parameters. What they found is in the kernel's log, between two marks;
# loading succeeds whatever they found. See run.

glob=$1
shift
# A newline would be part of the pattern.
printf %s "$glob" >/sys/module/kunit/parameters/filter_glob || exit
insmod /syncdemo.ko || exit
echo "kunit: begin" >/dev/kmsg
insmod /syncdemo_kunit.ko "$@" || exit
echo "kunit: end" >/dev/kmsg
rmmod syncdemo_kunit && rmmod syncdemo
