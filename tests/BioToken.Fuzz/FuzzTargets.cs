namespace BioToken.Fuzz;

/// <summary>All parsers of the product that read data written by others.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new KeyFileTarget(),
        new PrivateKeyTarget(),
        new CertificateTarget(),
        new Pkcs12Target(),
        new PemTarget(),
        new PasswordTarget(),
        new NameTarget(),

        new ModuleHeaderTarget(), new LayoutTarget(), new ModuleAnswersTarget(),
        new JournalTarget(), new VendorCatalogTarget(), new PlanTarget(),
        new TouchScriptTarget(), new FaultPlanTarget(), new StoreTarget(),
    ];
}
