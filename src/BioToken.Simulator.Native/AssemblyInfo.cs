// The entry points take scalars and pointers only: nothing is marshaled.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
