using BioToken.Simulator.Native.Tests.Clients.Pkcs11Interop;
using Xunit.MicrosoftTestingPlatform;

namespace BioToken.Simulator.Native.Tests;

/// <summary>The tests' entry point, and a program that uses Pkcs11Interop in a process of its own.</summary>
internal static class Program
{
    private static int Main(string[] args) => args is ["--interop", .. string[] task]
        ? InteropProgram.Run(task)
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult();
}
