namespace BioToken.Pkcs11.Tests;

/// <summary>What the stub remembers; explained in Stub/native/stub.h, whose order this is.</summary>
internal enum StubReading
{
    Initialized,
    Finalized,
    InitializeFlags,
    PinAddress,
    PinLength,
    AttributeCalls,
    TemplateAddress,
}
