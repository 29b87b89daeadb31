/* Starts the .NET runtime in this process, or joins the running one, and loads the managed side into it. */
#ifndef HOST_H
#define HOST_H

#include "boundary.h"

enum host_outcome {
    HOST_FAILED,  /* reported in one line on standard error, with the next step */
    HOST_STARTED, /* the runtime is this library's own */
    HOST_JOINED,  /* the process is a .NET program */
};

/* Fills the table. */
enum host_outcome host_load(struct boundary *table);

#endif
