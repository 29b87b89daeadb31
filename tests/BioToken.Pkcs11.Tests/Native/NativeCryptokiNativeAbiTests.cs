namespace BioToken.Pkcs11.Tests;

/// <summary>The binding in this system's own ABI.</summary>
public sealed class NativeCryptokiNativeAbiTests() : NativeCryptokiTests(StubAbi.Native);
