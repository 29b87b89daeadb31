using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Objects;

public sealed class ObjectReaderTests : IDisposable
{
    private const int Attributes = 5;

    private readonly FakeToken _token = new();
    private readonly HookedModule _module;
    private readonly ObjectReader _reader;

    public ObjectReaderTests()
    {
        _module = new HookedModule(_token);
        _reader = new ObjectReader(_module.Start(), "fake");
    }

    public void Dispose() => _reader.Dispose();

    [Theory]
    [InlineData(CKR.FUNCTION_FAILED, 0)]
    [InlineData(CKR.DEVICE_ERROR, 1)]
    public void Read_counts_a_failure_for_the_object_while_session_and_token_exist(CKR answer, int questions)
    {
        FakeObject odd = FakeObject.Of(CKO.DATA, (CKA.VALUE, [1]));
        odd.Failing = type => type == CKA.VALUE ? answer : null;
        nuint handle = _token.Add(odd);

        TokenObject read = _reader.Read(1, handle);

        Assert.Equal((answer, true, 0), (read.Failure, read.HasClass, read.ContentHash.Length));
        Assert.Equal(questions, _module.Calls.Count(call => call == "C_GetSessionInfo"));
    }

    [Theory]
    [InlineData(CKR.CRYPTOKI_NOT_INITIALIZED, "", CKR.OK, true)]
    [InlineData(CKR.DEVICE_ERROR, "C_GetSessionInfo", CKR.SESSION_HANDLE_INVALID, true)]
    [InlineData(CKR.DEVICE_ERROR, "C_GetTokenInfo(1)", CKR.TOKEN_NOT_PRESENT, true)]
    [InlineData(CKR.DEVICE_ERROR, "C_GetSessionInfo", CKR.FUNCTION_NOT_SUPPORTED, false)]
    public void Read_throws_if_session_or_token_are_gone(CKR answer, string asked, CKR then, bool throws)
    {
        FakeObject odd = FakeObject.Of(CKO.DATA, (CKA.VALUE, [1]));
        odd.Failing = type => type == CKA.VALUE ? answer : null;
        nuint handle = _token.Add(odd);
        _module.Before = function => function == asked ? then : null;

        if (!throws)
        {
            Assert.Equal(answer, _reader.Read(1, handle).Failure);
            return;
        }

        BioTokenException e = Assert.Throws<BioTokenException>(() => _reader.Read(1, handle));
        Assert.Equal((answer, CryptokiFunction.GetAttributeValue), (e.Result, e.Function));
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
}
