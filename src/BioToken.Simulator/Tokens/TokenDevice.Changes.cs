using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tokens;

// Changes: each is durable when the method returns, and none is based on an old state.
internal sealed partial class TokenDevice
{
    /// <summary>Changes the state.</summary>
    /// <param name="change">Makes the next state; the same instance for no change, which writes nothing.</param>
    public void Change(Func<TokenState, TokenState> change)
    {
        lock (_gate)
        {
            using IDisposable turn = _store.Lock();
            Reload();
            Write(change(_state));
        }

        Wake();
    }

    /// <summary>Adds objects: all of them, or none if one cannot be stored.</summary>
    /// <param name="attributes">The attributes of each.</param>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    /// <param name="created">The objects in the same order, with <see cref="CKR.OK"/>.</param>
    public CKR Add(AttributeSet[] attributes, long insertion, out TokenObject[] created)
    {
        TokenObject[] added = [];
        CKR rv = ForSession(insertion, attributes, attributes =>
        {
            if (_objects.Length + attributes.Length > _state.MaxObjects || MemoryUsed + attributes.Sum(set => set.Size) > _state.Memory)
                return CKR.DEVICE_MEMORY;
            added = WriteAll(attributes);
            return CKR.OK;
        });
        created = added;
        return rv;
    }

    /// <summary>Changes an object in its current version.</summary>
    /// <param name="changed">The object, or an earlier version of it.</param>
    /// <param name="change">Makes the next attributes.</param>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    public CKR Change(TokenObject changed, ObjectChange change, long insertion) => ForSession(insertion, changed, changed =>
    {
        if (Find(changed) is not { } now)
            return CKR.OBJECT_HANDLE_INVALID;
        CKR rv = change.Apply(now, out AttributeSet? attributes);
        if (rv != CKR.OK)
            return rv;
        if (MemoryUsed - now.Size + attributes!.Size > _state.Memory)
            return CKR.DEVICE_MEMORY;
        TokenObject next = new(now.Name, attributes, now.Version + 1);
        _store.ReplaceObject(next);
        _objects = [.. _objects.Select(known => known == now ? next : known)];
        return CKR.OK;
    });

    /// <summary>Destroys an object.</summary>
    public CKR Destroy(TokenObject destroyed, long insertion) => ForSession(insertion, destroyed, destroyed =>
    {
        if (Find(destroyed) is not { } now)
            return CKR.OBJECT_HANDLE_INVALID;
        Discard(now);
        return CKR.OK;
    });

    /// <summary>Erases all objects and changes the state, in one step.</summary>
    public void Wipe(Func<TokenState, TokenState> change)
    {
        lock (_gate)
        {
            using IDisposable turn = _store.Lock();
            Reload();
            Erase(change);
        }

        Wake();
    }

    public void MarkDeleted()
    {
        _isDeleted = true;
        Wake();
    }

    /// <summary>
    /// Makes a session's change to the current state of the token. A token that was removed meanwhile is CKR_DEVICE_REMOVED, a store that
    /// fails CKR_DEVICE_ERROR.
    /// </summary>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    /// <param name="argument">The argument of the change.</param>
    /// <param name="change">The change; no other is made to the token meanwhile.</param>
    private CKR ForSession<T>(long insertion, T argument, Func<T, CKR> change)
        where T : allows ref struct
        => StoreGuard.Run(argument, argument =>
        {
            lock (_gate)
            {
                using IDisposable turn = _store.Lock();
                Reload();
                return IsPresentSince(insertion) ? change(argument) : CKR.DEVICE_REMOVED;
            }
        });

    private TokenObject[] WriteAll(AttributeSet[] attributes)
    {
        int before = _objects.Length;
        try
        {
            foreach (AttributeSet set in attributes)
            {
                TokenObject added = new(TokenObject.NameOf(LastNumber() + 1), set);
                _store.WriteObject(added);
                _objects = [.. _objects, added];
            }
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            foreach (TokenObject added in _objects[before..])
                Discard(added);
            throw;
        }

        return _objects[before..];
    }

    private void Discard(TokenObject destroyed)
    {
        _store.DeleteObject(destroyed);
        _objects = [.. _objects.Where(o => o != destroyed)];
    }

    private void Write(TokenState state)
    {
        if (_isDeleted || ReferenceEquals(state, _state))
            return;
        state = state with { Generation = _state.Generation + 1 };
        _store.WriteState(state);
        _state = state;
    }

    /// <summary>Once the state is written, the objects are deleted; remaining files are ignored.</summary>
    private void Erase(Func<TokenState, TokenState> change)
    {
        Write(change(_state) with { ErasedObjects = LastNumber() });
        _objects = [];
        _store.DeleteErased(_state.ErasedObjects);
    }

    private long LastNumber() => _objects.Length == 0 ? _state.ErasedObjects : TokenObject.NumberOf(_objects[^1].Name);
}
