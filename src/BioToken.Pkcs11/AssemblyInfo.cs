// Calls through function pointers need no marshalling code: every argument is a scalar or a pointer.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
