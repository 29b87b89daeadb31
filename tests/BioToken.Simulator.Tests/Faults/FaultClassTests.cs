using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class FaultClassTests
{
    [Fact]
    public void CreateObject_is_about_the_class_of_its_template()
    {
        using Bench bench = new Bench().With("C_CreateObject#2[certificate] before CKR_DEVICE_ERROR");
        bench.Create(TestKeys.Certificate());
        bench.Create(TestKeys.Data());
        Assert.Equal(CKR.DEVICE_ERROR, bench.TryCreate(TestKeys.Certificate(), out _));
        Assert.Equal([2], bench.Token.FaultCalls);
    }

    [Fact]
    public void CreateObject_without_a_class_is_about_none()
    {
        using Bench bench = new Bench().With("any#*[data] before CKR_DEVICE_ERROR");
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, bench.TryCreate(new AttributeTemplate().Add(CKA.TOKEN, true), out _));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(new AttributeTemplate().Add(CKA.CLASS, [0]), out _));
        Assert.Equal([0], bench.Token.FaultCalls);
    }

    [Fact]
    public void Calls_with_a_handle_are_about_the_class_of_its_object()
    {
        using Bench bench = new Bench().LoginFully();
        nuint data = bench.Create(TestKeys.Data());
        nuint key = bench.Create(TestKeys.RsaPrivate());
        bench.With("any#*[private-key] before CKR_DEVICE_ERROR");
        Func<nuint, CKR>[] calls =
        [
            handle => bench.TryCopy(handle, out _), handle => bench.Set(handle, new AttributeTemplate().Add(CKA.LABEL, "new")),
            handle => bench.Module.Objects.GetObjectSize(bench.Session, handle, out _),
            handle => bench.Module.SignInit(bench.Session, new Mechanism(CKM.SHA256_RSA_PKCS), handle),
            handle => bench.Module.Decryption.Init(bench.Session, new MechanismArgument { Type = CKM.RSA_PKCS }, handle),
            handle => bench.Module.DestroyObject(bench.Session, handle),
        ];
        foreach (Func<nuint, CKR> call in calls)
        {
            Assert.Equal(CKR.DEVICE_ERROR, call(key));
            Assert.NotEqual(CKR.DEVICE_ERROR, call(data));
            Assert.NotEqual(CKR.DEVICE_ERROR, call(99));
        }

        Assert.Equal([calls.Length], bench.Token.FaultCalls);
    }

    [Fact]
    public void GetAttributeValue_of_the_counters_is_about_a_hardware_feature()
    {
        using Bench bench = new();
        nuint counters = Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE)));
        bench.With("C_GetAttributeValue#1[hw-feature] before CKR_DEVICE_ERROR");
        using AttributeQuery query = new((CKA.CLASS, 8));
        Assert.Equal(CKR.DEVICE_ERROR, bench.Module.GetAttributeValue(bench.Session, counters, query));
        Assert.Equal(CKR.OK, bench.Module.GetAttributeValue(bench.Session, counters, query));
    }

    [Theory]
    [InlineData("public-key", true)]
    [InlineData("private-key", true)]
    [InlineData("secret-key", false)]
    public void GenerateKeyPair_is_about_both_of_its_keys(string objectClass, bool isConcerned)
    {
        using Bench bench = new Bench().LoginFully().With($"C_GenerateKeyPair#1[{objectClass}] before CKR_DEVICE_ERROR");
        using AttributeTemplate none = new();
        CKR rv = bench.Module.Keys.GenerateKeyPair(bench.Session, default, none, none, out _, out _);
        Assert.Equal(isConcerned, rv == CKR.DEVICE_ERROR);
    }

    [Fact]
    public void Object_that_the_application_may_not_see_is_about_no_class()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        bench.Module.Logout(bench.Session);
        bench.With("C_DestroyObject#1[private-key] before CKR_DEVICE_ERROR");
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Module.DestroyObject(bench.Session, key));
    }
}
