using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;

namespace BioToken.Simulator.Store;

/// <summary>The one way from an exception to a return value: a store that fails is CKR_DEVICE_ERROR to the call that needed it.</summary>
internal static class StoreGuard
{
    /// <summary>Does work that reads or writes a store.</summary>
    /// <param name="argument">The argument of the work.</param>
    /// <param name="work">The work.</param>
    /// <returns>The work's return value, or <see cref="CKR.DEVICE_ERROR"/> if the store failed.</returns>
    public static CKR Run<T>(T argument, Func<T, CKR> work)
        where T : allows ref struct
    {
        try
        {
            return work(argument);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return ToReturnValue(e);
        }
    }

    /// <summary>Runs work that reads or writes a store and has no return value.</summary>
    /// <param name="work">The work.</param>
    /// <returns><see cref="CKR.OK"/>, or <see cref="CKR.DEVICE_ERROR"/> if the store failed.</returns>
    public static CKR Run(Action work) => Run(work, static work =>
    {
        work();
        return CKR.OK;
    });

    /// <summary>The return value of a call that an exception ended.</summary>
    public static CKR ToReturnValue(Exception failure) => failure switch
    {
        OutOfMemoryException => CKR.HOST_MEMORY,
        _ when SimulatorStoreException.IsStoreFailure(failure) => CKR.DEVICE_ERROR,
        _ => CKR.GENERAL_ERROR,
    };
}
