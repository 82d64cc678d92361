#pragma once

#include <linux/types.h>
#include <sys/syscall.h>
#include <unistd.h>

/* sched_setattr(2) has no function in older C libraries, and syscall() takes what Swift can't pass. */
struct cscheduling_attributes {
    __u32 size;
    __u32 policy;
    __u64 flags;
    __s32 nice;
    __u32 priority;
    __u64 runtime;
    __u64 deadline;
    __u64 period;
};

/* Niceness and turn of the calling thread, under the ordinary policy; Linux heeds the turn from 6.12 on. */
static inline long cscheduling_set(int nice, unsigned long long turn_nanoseconds) {
    struct cscheduling_attributes attributes = {
        .size = sizeof(struct cscheduling_attributes), .nice = nice, .runtime = turn_nanoseconds};
    return syscall(SYS_sched_setattr, 0, &attributes, 0);
}
