using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using Moq;

namespace BioToken.Tests.Modules;

public sealed class SlotListTests : IDisposable
{
    private const int Limit = 64 * 1024;

    private readonly SlotList _slots = new("module");
    private readonly Lister _module = new();

    public void Dispose() => _module.Dispose();

    [Fact]
    public void Read_asks_for_the_number_first_from_the_second_time_on()
    {
        _slots.Read(_module);
        Assert.Equal([16], _module.Lengths);

        _slots.Read(_module);
        Assert.Equal([16, 0, 16], _module.Lengths);

        _slots.Reset();
        _slots.Read(_module);
        Assert.Equal([16, 0, 16, 16], _module.Lengths);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(Limit)]
    public void Read_returns_every_slot(int slots)
    {
        _module.Slots = [.. Enumerable.Range(1, slots).Select(static slot => (nuint)slot)];

        Assert.Equal(_module.Slots, _slots.Read(_module));

        Assert.Equal(slots > 16 ? [16, Math.Max(32, slots)] : [16], _module.Lengths);
    }

    [Fact]
    public void Read_returns_a_slot_once()
    {
        _module.Slots = [5, 6, 5];

        Assert.Equal([5, 6], _slots.Read(_module));
    }

    [Fact]
    public void Read_gives_a_module_that_never_has_enough_space_eight_rounds()
    {
        _module.Answer = static _ => (CKR.BUFFER_TOO_SMALL, 0);

        BioTokenException e = Assert.Throws<BioTokenException>(() => _slots.Read(_module));

        Assert.Equal((CryptokiFunction.GetSlotList, CKR.BUFFER_TOO_SMALL), (e.Function, e.Result));
        Assert.Equal([16, 32, 64, 128, 256, 512, 1024, 2048], _module.Lengths);
        // The large list is not kept.
        _module.Answer = null;
        _module.Lengths.Clear();
        _slots.Read(_module);
        Assert.Equal([0, 16], _module.Lengths);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Limit + 1)]
    public void Read_rejects_an_implausible_number_at_once(int number)
    {
        _module.Answer = _ => (CKR.BUFFER_TOO_SMALL, number);

        Assert.Equal(CKR.BUFFER_TOO_SMALL, Assert.Throws<BioTokenException>(() => _slots.Read(_module)).Result);

        Assert.Equal([16], _module.Lengths);
    }

    [Fact]
    public void Read_doubles_the_list_up_to_the_limit_and_no_further()
    {
        int last = 0;
        // Asks for one slot more than it was given.
        _module.Answer = length => (CKR.BUFFER_TOO_SMALL, last = last == 0 ? (Limit / 2) + 1 : length + 1);

        Assert.Throws<BioTokenException>(() => _slots.Read(_module));

        Assert.Equal([16, (Limit / 2) + 1], _module.Lengths);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(-1)]
    public void Read_of_more_slots_than_fit_with_OK_is_an_error(int number)
    {
        _module.Answer = _ => (CKR.OK, number);

        BioTokenException e = Assert.Throws<BioTokenException>(() => _slots.Read(_module));

        Assert.Equal((CryptokiFunction.GetSlotList, CKR.GENERAL_ERROR), (e.Function, e.Result));
    }

    [Theory]
    [InlineData(CKR.DEVICE_ERROR)]
    [InlineData(CKR.CRYPTOKI_NOT_INITIALIZED)]
    public void Read_reports_what_the_module_answers(CKR answer)
    {
        _module.Answer = _ => (answer, 1);

        BioTokenException e = Assert.Throws<BioTokenException>(() => _slots.Read(_module));

        Assert.Equal((CryptokiFunction.GetSlotList, answer), (e.Function, e.Result));
        Assert.Equal([16], _module.Lengths);
    }

    /// <summary>A module that only lists slots. Moq cannot proxy a call with spans.</summary>
    private sealed class Lister() : DelegatingCryptoki(Mock.Of<ICryptoki>())
    {
        public nuint[] Slots { get; set; } = [1];

        /// <summary>Result for a buffer of that length, and the number of slots that it reports; null to list the slots.</summary>
        public Func<int, (CKR Result, int Count)>? Answer { get; set; }

        /// <summary>Lengths of the buffers that were passed.</summary>
        public List<int> Lengths { get; } = [];

        public override CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
        {
            Assert.True(tokenPresent);
            Lengths.Add(slots.Length);
            count = Slots.Length;
            if (slots.IsEmpty)
                return CKR.OK;
            if (Answer is { } answer)
            {
                (CKR result, count) = answer(slots.Length);
                return result;
            }

            return Slots.AsSpan().TryCopyTo(slots) ? CKR.OK : CKR.BUFFER_TOO_SMALL;
        }
    }
}
