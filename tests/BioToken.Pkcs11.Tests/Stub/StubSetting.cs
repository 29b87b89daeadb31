namespace BioToken.Pkcs11.Tests;

/// <summary>What the stub can be told to do; explained in Stub/native/stub.h, whose order this is.</summary>
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
