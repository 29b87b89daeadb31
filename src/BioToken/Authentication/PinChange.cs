namespace BioToken.Authentication;

/// <summary>Both PINs of a change, as copies that outlive the caller's.</summary>
internal sealed record PinChange(Pin Current, Pin Changed) : IDisposable
{
    public static PinChange Copy(Pin current, Pin changed)
    {
        Pin copy = current.Copy();
        try
        {
            return new PinChange(copy, changed.Copy());
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Current.Dispose();
        Changed.Dispose();
    }
}
