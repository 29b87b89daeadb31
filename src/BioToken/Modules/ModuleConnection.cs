using BioToken.Pkcs11;
using Microsoft.Extensions.Logging;

namespace BioToken;

/// <summary>One started module: its calls, its thread, and what was learnt about it.</summary>
internal sealed class ModuleConnection : IAsyncDisposable
{
    private const int MaxSlots = 256;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly ITokenModule _module;
    private readonly VendorCatalog _vendors;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly nuint[] _slots = new nuint[16];
    private ICryptoki? _cryptoki;
    private CryptokiInfo? _info;
    private bool _listedBefore;

    public ModuleConnection(ITokenModule module, VendorCatalog vendors, TimeProvider time, ILogger logger)
    {
        _module = module;
        _vendors = vendors;
        _time = time;
        _logger = logger;
        Thread = new ModuleThread(module.Name);
    }

    public string Name => _module.Name;

    public ModuleThread Thread { get; }

    /// <summary>The started module; only on <see cref="Thread"/>.</summary>
    public ICryptoki Cryptoki => _cryptoki ??= Start();

    /// <summary>Tokens of this module that are open; only on <see cref="Thread"/>.</summary>
    public ISet<Token> OpenTokens { get; } = new HashSet<Token>();

    public Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken) => Thread.RunAsync<IReadOnlyList<BioTokenInfo>>(List, cancellationToken);

    /// <summary>Reads a slot's token again; only on <see cref="Thread"/>.</summary>
    public BioTokenInfo Read(nuint slot)
    {
        Failures.Check(Cryptoki.GetTokenInfo(slot, out TokenInfo token), "C_GetTokenInfo");
        return new BioTokenInfo(this, slot, _vendors.Resolve(Name, ReadModuleInfo, token), token, _time.GetTimestamp());
    }

    /// <summary>Other tokens of this module with the same maker, model and serial number; only on <see cref="Thread"/>.</summary>
    public IReadOnlyList<BioTokenInfo> FindTwins(BioTokenInfo token) =>
    [
        .. List().Where(other => other.SlotId != token.SlotId
            && (other.Manufacturer, other.Model, other.SerialNumber) == (token.Manufacturer, token.Model, token.SerialNumber)),
    ];

    /// <summary>Whether the token with this serial number is in the slot; only on <see cref="Thread"/>.</summary>
    public bool IsPresent(nuint slot, string serialNumber)
        => Cryptoki.GetTokenInfo(slot, out TokenInfo token) == CKR.OK && token.SerialNumber == serialNumber;

    /// <summary>Asks whether a slot changed. Modules that cannot tell are asked for their tokens each time.</summary>
    public Task<bool> MayHaveChangedAsync(CancellationToken cancellationToken)
        => Thread.RunAsync(() => Cryptoki.PollSlotEvent(out _) != CKR.NO_EVENT, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            Task<bool> stop = Thread.RunAsync(Stop, CancellationToken.None);
            if (!Thread.IsLeftBehind)
                await stop.WaitAsync(StopPatience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or BioTokenException)
        {
            Log.ModuleNotStopped(_logger, Path.GetFileName(Name), e);
        }

        Thread.Dispose();
    }

    private ICryptoki Start()
    {
        ICryptoki cryptoki = _module.Start();
        Log.ModuleStarted(_logger, Path.GetFileName(Name));
        return cryptoki;
    }

    private bool Stop()
    {
        if (_cryptoki is null)
            return true;
        foreach (Token token in OpenTokens.ToArray())
            token.End(callModule: !_module.StopEndsSessions);
        _module.Stop(_cryptoki);
        _cryptoki = null;
        return true;
    }

    private List<BioTokenInfo> List()
    {
        ReadOnlySpan<nuint> slots = ReadSlots();
        List<BioTokenInfo> tokens = new(slots.Length);
        foreach (nuint slot in slots)
        {
            try
            {
                BioTokenInfo token = Read(slot);
                if (IsInUse(token.Token))
                    tokens.Add(token);
            }
            catch (BioTokenException e)
            {
                // One bad slot must not hide the others.
                Log.SlotSkipped(_logger, slot, e.ReturnValue ?? CKR.GENERAL_ERROR);
            }
        }

        return tokens;
    }

    /// <summary>A token that was never initialized holds nothing and cannot: initializing one is the maker's business.</summary>
    private static bool IsInUse(TokenInfo token) => (token.Flags & (TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized)) != TokenFlags.None;

    private ReadOnlySpan<nuint> ReadSlots()
    {
        // A question for the number alone makes modules look for readers that came after the start.
        if (_listedBefore)
            Failures.Check(Cryptoki.GetSlotList(tokenPresent: true, [], out _), "C_GetSlotList");
        _listedBefore = true;
        CKR result = Cryptoki.GetSlotList(tokenPresent: true, _slots, out int count);
        if (result != CKR.BUFFER_TOO_SMALL)
        {
            Failures.Check(result, "C_GetSlotList");
            return _slots.AsSpan(0, count);
        }

        nuint[] more = new nuint[Math.Min(count, MaxSlots)];
        Failures.Check(Cryptoki.GetSlotList(tokenPresent: true, more, out count), "C_GetSlotList");
        return more.AsSpan(0, count);
    }

    private CryptokiInfo? ReadModuleInfo()
    {
        if (_info is null && Cryptoki.GetInfo(out CryptokiInfo info) == CKR.OK)
            _info = info;
        return _info;
    }
}
