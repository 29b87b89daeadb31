namespace BioToken.Pkcs11.Tests;

/// <summary>Settings of the stub; explained in Stub/native/stub.h, in the same order.</summary>
internal enum StubSetting
{
    FunctionListResult,
    NoFunctionList,
    FunctionListVersion,
    NullFunction,
    InitializeResult,
    ArgumentsResult,
    InfoResult,
    ClaimedListLength,
    ClaimedFound,
    ClaimedSignature,
    ClaimedValue,
    ValueGrows,
    AttributesResult,
    TooSmallTellsLength,
    NumbersUnavailable,
    EventSlot,
}
