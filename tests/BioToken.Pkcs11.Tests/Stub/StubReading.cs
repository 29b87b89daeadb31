namespace BioToken.Pkcs11.Tests;

/// <summary>Values that the stub records; explained in Stub/native/stub.h, in the same order.</summary>
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
