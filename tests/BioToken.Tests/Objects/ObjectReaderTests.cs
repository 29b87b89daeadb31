using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Tests.Fakes;
using Moq;

namespace BioToken.Tests.Objects;

public sealed class ObjectReaderTests : IDisposable
{
    private const int Attributes = 5;
    private const nuint Slot = 7;
    private const nuint Session = 8;
    private const nuint Handle = 9;

    private readonly FakeToken _token = new();
    private readonly HookedModule _module;
    private readonly ObjectReader _reader;

    public ObjectReaderTests()
    {
        _module = new HookedModule(_token);
        _reader = new ObjectReader(_module.Start(), "fake");
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void Read_counts_a_failing_attribute_for_the_object()
    {
        FakeObject odd = FakeObject.Of(CKO.DATA, (CKA.VALUE, [1]));
        odd.Failing = static type => type == CKA.VALUE ? CKR.DEVICE_ERROR : null;

        TokenObject read = _reader.Read(1, _token.Add(odd));

        Assert.Equal((CKR.DEVICE_ERROR, true, 0), (read.Failure, read.HasClass, read.ContentHash.Length));
    }

    [Theory]
    [InlineData(CKO.DATA, true, true)]
    [InlineData(CKO.DATA, false, true)]
    [InlineData(CKO.CERTIFICATE, true, false)]
    public void Read_keeps_no_value_that_may_be_the_random_value_R(CKO kind, bool atOnce, bool isForgotten)
    {
        FakeObject found = FakeObject.Of(kind, (CKA.VALUE, [1, 2, 3]));
        if (!atOnce)
            found.Failing = static type => type == CKA.LABEL ? CKR.DEVICE_ERROR : null;
        QueryKeeper keeper = new(_module.Start());
        using ObjectReader reader = new(keeper, "fake");

        TokenObject read = reader.Read(1, _token.Add(found));

        Assert.NotEmpty(read.ContentHash);
        Assert.Equal(isForgotten, keeper.Queries.TrueForAll(query => !query.TryGet(CKA.VALUE, out _)));
    }

    [Theory]
    [InlineData(CKR.FUNCTION_FAILED, false)]
    [InlineData(CKR.DEVICE_ERROR, true)]
    public void Read_asks_for_session_and_token_only_after_a_result_that_may_mean_removal(CKR answer, bool asks)
    {
        Mock<ICryptoki> module = ModuleThatAnswers(answer, session: CKR.OK, token: CKR.OK);
        using ObjectReader reader = new(module.Object, "mock");

        Assert.Equal(answer, reader.Read(Session, Handle).Failure);

        Times questions = asks ? Times.Exactly(Attributes) : Times.Never();
        module.Verify(m => m.GetSessionInfo(Session, out It.Ref<SessionInfo>.IsAny), questions);
        module.Verify(m => m.GetTokenInfo(Slot, out It.Ref<TokenInfo>.IsAny!), questions);
    }

    [Theory]
    [InlineData(CKR.CRYPTOKI_NOT_INITIALIZED, CKR.OK, CKR.OK)]
    [InlineData(CKR.DEVICE_ERROR, CKR.SESSION_HANDLE_INVALID, CKR.OK)]
    [InlineData(CKR.DEVICE_ERROR, CKR.OK, CKR.TOKEN_NOT_PRESENT)]
    public void Read_throws_if_module_session_or_token_are_gone(CKR answer, CKR session, CKR token)
    {
        using ObjectReader reader = new(ModuleThatAnswers(answer, session, token).Object, "mock");

        BioTokenException e = Assert.Throws<BioTokenException>(() => reader.Read(Session, Handle));

        Assert.Equal((answer, CryptokiFunction.GetAttributeValue), (e.Result, e.Function));
    }

    [Fact]
    public void Read_takes_a_session_for_open_whose_state_a_module_does_not_report()
    {
        Mock<ICryptoki> module = ModuleThatAnswers(CKR.DEVICE_ERROR, session: CKR.FUNCTION_NOT_SUPPORTED, token: CKR.TOKEN_NOT_PRESENT);
        using ObjectReader reader = new(module.Object, "mock");

        Assert.Equal(CKR.DEVICE_ERROR, reader.Read(Session, Handle).Failure);
    }

    [Fact]
    public void Read_takes_nothing_of_the_object_before()
    {
        nuint first = _token.Add(FakeObject.Of(CKO.DATA, (CKA.ID, [1]), (CKA.LABEL, "first"u8.ToArray()), (CKA.VALUE, [1])));
        nuint second = _token.Add(FakeObject.Of(CKO.DATA, (CKA.ID, [2])));
        int calls = 0;
        // One call for all attributes, then one for each: those of the second object fail and leave the query as it was.
        _module.Before = _ => ++calls % (1 + Attributes) == 1 || calls > 1 + Attributes ? CKR.FUNCTION_FAILED : null;

        TokenObject read = _reader.Read(1, first);
        TokenObject unread = _reader.Read(1, second);

        Assert.Equal((CKO.DATA, null), (read.Class, read.Failure));
        Assert.Equal(
            (false, CKR.FUNCTION_FAILED, 0, 0, 0),
            (unread.HasClass, unread.Failure, unread.Id.Length, unread.Label.Length, unread.ContentHash.Length));
        Assert.False(read.IsSameAs(unread));
    }

    /// <summary>Makes a module with one session whose objects have no readable attribute.</summary>
    /// <param name="attribute">Result of reading attributes.</param>
    /// <param name="session">Result of asking for the session.</param>
    /// <param name="token">Result of asking for the token.</param>
    private static Mock<ICryptoki> ModuleThatAnswers(CKR attribute, CKR session, CKR token)
    {
        Mock<ICryptoki> module = new(MockBehavior.Strict);
        SessionInfo open = new(Slot, CKS.RO_USER_FUNCTIONS, SessionFlags.Serial, DeviceError: 0);
        module.Setup(m => m.GetAttributeValue(Session, Handle, It.IsAny<AttributeQuery>())).Returns(attribute);
        module.Setup(m => m.GetSessionInfo(Session, out open)).Returns(session);
        module.Setup(m => m.GetTokenInfo(Slot, out It.Ref<TokenInfo>.IsAny!)).Returns(token);
        return module;
    }

    [Fact]
    public void Hash_distinguishes_a_missing_an_empty_and_a_failing_attribute()
    {
        FakeObject failing = FakeObject.Of(CKO.DATA, (CKA.VALUE, []));
        failing.Failing = static type => type == CKA.VALUE ? CKR.FUNCTION_FAILED : null;
        FakeObject[] objects =
        [
            FakeObject.Of(CKO.DATA),
            FakeObject.Of(CKO.DATA, (CKA.VALUE, [])),
            FakeObject.Of(CKO.DATA, (CKA.VALUE, [0])),
            FakeObject.Of(CKO.DATA, (CKA.LABEL, [0])),
            failing,
        ];

        string[] hashes = [.. objects.Select(one => Convert.ToHexString(_reader.Read(1, _token.Add(one)).Hash))];

        Assert.Equal(objects.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(hashes[1], Convert.ToHexString(_reader.Read(1, _token.Add(FakeObject.Of(CKO.DATA, (CKA.VALUE, [])))).Hash));
    }

    private sealed class QueryKeeper(ICryptoki inner) : DelegatingCryptoki(inner)
    {
        public List<AttributeQuery> Queries { get; } = [];

        public override CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        {
            Queries.Add(query);
            return base.GetAttributeValue(session, handle, query);
        }
    }
}
