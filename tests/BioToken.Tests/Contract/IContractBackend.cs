namespace BioToken.Tests.Contract;

/// <summary>A kind of token that the contract suite runs on.</summary>
internal interface IContractBackend
{
    string Name { get; }

    Capability Capabilities { get; }

    /// <summary>Creates a fresh token that no other test uses, with one provider for it.</summary>
    ContractToken Create(ContractSetup setup);
}
