namespace BioToken.Tests.Contract;

/// <summary>A kind of token that the contract suite runs on.</summary>
internal interface IContractBackend
{
    string Name { get; }

    Capability Capabilities { get; }

    /// <summary>Makes a fresh token that nobody else uses, with one provider over it.</summary>
    ContractToken Create(ContractSetup setup);
}
