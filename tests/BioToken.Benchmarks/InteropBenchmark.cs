using System.Globalization;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Testing;
using Net.Pkcs11Interop.HighLevelAPI;
using AppType = Net.Pkcs11Interop.Common.AppType;
using InteropCKA = Net.Pkcs11Interop.Common.CKA;
using SessionType = Net.Pkcs11Interop.Common.SessionType;
using SlotsType = Net.Pkcs11Interop.Common.SlotsType;

namespace BioToken.Benchmarks;

/// <summary>
/// A call and the reading of a certificate through Pkcs11Interop and through the binding, over one module that does nothing.
/// </summary>
internal sealed class InteropBenchmark : IBenchmark
{
    private const int Calls = 2000;
    private const int Rounds = 201;
    private const int CertificateSize = 1200;
    private const nuint BindingSession = 0x51;

    public string Name => "interop";

    public void Run(TextWriter output)
    {
        using StubLibrary stub = new();
        stub.Fill(1, CertificateSize);
        Pkcs11InteropLoader.Prepare();
        Pkcs11InteropFactories factories = new();
        using IPkcs11Library library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, stub.Path, AppType.MultiThreaded);
        using ISession session = library.GetSlotList(SlotsType.WithTokenPresent)[0].OpenSession(SessionType.ReadOnly);
        session.FindObjectsInit([]);
        IObjectHandle certificate = session.FindObjects(1)[0];
        session.FindObjectsFinal();
        ICryptoki binding = stub.Cryptoki;
        nuint handle = (nuint)certificate.ObjectId;
        using AttributeQuery query = new((CKA.CLASS, 8), (CKA.ID, 32), (CKA.LABEL, 64), (CKA.VALUE, 2048));

        double[] medians = Measure.Interleaved(
            Rounds,
            () => Time(session.Logout),
            () => Time(() => Check(binding.Logout(BindingSession))),
            () => Time(() => Read(session, certificate)),
            () => Time(() => Read(binding, handle, query)));

        Write(output, "one call", "ns", medians[0], medians[1]);
        Write(output, "one certificate", "ns", medians[2], medians[3]);
        Write(
            output,
            "one certificate",
            "bytes allocated",
            Measure.AllocatedBytes(() => Repeat(() => Read(session, certificate))) / (double)Calls,
            Measure.AllocatedBytes(() => Repeat(() => Read(binding, handle, query))) / (double)Calls);
    }

    /// <summary>Reads the attributes that a list of certificates needs, as its users do.</summary>
    private static byte[] Read(ISession session, IObjectHandle certificate)
    {
        List<IObjectAttribute> values = session.GetAttributeValue(
            certificate, [InteropCKA.CKA_CLASS, InteropCKA.CKA_ID, InteropCKA.CKA_LABEL, InteropCKA.CKA_VALUE]);
        byte[] id = values[1].GetValueAsByteArray();
        values.ForEach(static value => value.Dispose());
        return id;
    }

    private static byte[] Read(ICryptoki cryptoki, nuint handle, AttributeQuery query)
    {
        Check(cryptoki.GetAttributeValue(BindingSession, handle, query));
        return query.ValueAt(1).ToArray();
    }

    /// <summary>Nanoseconds for one call.</summary>
    private static double Time(Action call) => Measure.Nanoseconds(() => Repeat(call)) / Calls;

    private static void Repeat(Action call)
    {
        for (int i = 0; i < Calls; i++)
            call();
    }

    private static void Check(CKR result)
    {
        if (result != CKR.OK)
            throw new InvalidOperationException($"The stub returned {result.ToName()}.");
    }

    private static void Write(TextWriter output, string what, string unit, double interop, double binding) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {what}: Pkcs11Interop {interop:F1} {unit}, binding {binding:F1}, ratio {interop / binding:F1}"));
}
