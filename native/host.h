/* Starts the .NET runtime in this process, or joins the one that runs, and loads the managed side into it. */
#ifndef HOST_H
#define HOST_H

#include "boundary.h"

enum host_outcome {
    HOST_FAILED,  /* told in one line on standard error, with what to do */
    HOST_STARTED, /* the runtime is this library's own */
    HOST_JOINED,  /* the process is a .NET program */
};

/* Fills the table. */
enum host_outcome host_load(struct boundary *table);

#endif
