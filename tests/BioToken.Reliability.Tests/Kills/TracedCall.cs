namespace BioToken.Reliability.Tests;

/// <summary>One system call of a traced program.</summary>
/// <param name="Thread">The thread's number.</param>
/// <param name="Name">The call's name.</param>
/// <param name="Arguments">Its arguments as strace writes them, with the paths of descriptors.</param>
/// <param name="Result">What it returned, with the path of a new descriptor; null if it did not return.</param>
internal sealed record TracedCall(int Thread, string Name, string Arguments, string? Result);
