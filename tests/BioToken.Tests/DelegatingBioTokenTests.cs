using System.Reflection;
using Moq;

namespace BioToken.Tests;

public class DelegatingBioTokenTests
{
    public static TheoryData<string> Members
        => new(typeof(IBioToken).GetInterfaces().Append(typeof(IBioToken)).SelectMany(type => type.GetMethods()).Select(method => method.Name));

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_member_is_virtual_and_passes_its_arguments_and_its_result_on(string name)
    {
        MethodInfo member = typeof(IBioToken).GetInterfaces().Append(typeof(IBioToken)).SelectMany(type => type.GetMethods()).Single(m => m.Name == name);
        Mock<IBioToken> inner = new() { DefaultValueProvider = DefaultValueProvider.Mock };
        using CancellationTokenSource source = new();
        object?[] arguments = [.. member.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? (object?)source.Token : ArgumentOf(p))];

        object? result = member.Invoke(new Wrapper(inner.Object), arguments);

        IInvocation call = Assert.Single(inner.Invocations);
        Assert.Equal(member, call.Method);
        Assert.Equal(arguments, call.Arguments);
        Assert.Equal(call.ReturnValue, result);
        Assert.True(
            name == nameof(IDisposable.Dispose)
            || typeof(DelegatingBioToken).GetMethod(name) is { IsVirtual: true, IsFinal: false });
    }

    [Fact]
    public void A_token_is_required()
        => Assert.Throws<ArgumentNullException>("inner", () => new Wrapper(null!));

    /// <summary>An argument that cannot be mistaken for another: what can be made is made, for instance a listener.</summary>
    private static object? ArgumentOf(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { IsInterface: true } type => ((Mock)Activator.CreateInstance(typeof(Mock<>).MakeGenericType(type))!).Object,
        { IsValueType: true } => new ReadOnlyMemory<byte>([1, 2, 3]),
        { } type when type.GetConstructor(Type.EmptyTypes) is { } constructor => constructor.Invoke([]),
        _ => null,
    };

    private sealed class Wrapper(IBioToken inner) : DelegatingBioToken(inner);
}
