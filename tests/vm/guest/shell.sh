#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# `make shell`, in the test machine: a shell with the module loaded and the tool
# in the path.

insmod /syncdemo.ko
echo "syncdemo is loaded. Try: syncdemo list, syncdemo run lock, cat /dev/syncdemo"
echo "Leave with exit; should the machine hang, Ctrl-A X kills it."
cd "$HOME" || exit
PS1='syncdemo# ' sh -i
# What was typed there is no verdict.
exit 0
