// The entry points take scalars and pointers only: nothing is to be marshalled.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
