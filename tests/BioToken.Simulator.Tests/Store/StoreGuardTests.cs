using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tests;

public class StoreGuardTests
{
    [Fact]
    public void A_store_that_fails_is_a_device_error()
    {
        Exception[] failures =
            [new IOException("full"), new UnauthorizedAccessException("not yours"), new SimulatorStoreException("damaged")];
        foreach (Exception failure in failures)
        {
            Assert.Equal(CKR.DEVICE_ERROR, StoreGuard.Run(() => throw failure));
            Assert.Equal(CKR.DEVICE_ERROR, StoreGuard.Run<Exception>(failure, static failure => throw failure));
            Assert.Equal(CKR.DEVICE_ERROR, StoreGuard.ToReturnValue(failure));
        }
    }

    [Fact]
    public void Work_that_is_done_returns_its_own_value()
    {
        int done = 0;
        Assert.Equal(CKR.OK, StoreGuard.Run(() => done++));
        Assert.Equal(CKR.PIN_INCORRECT, StoreGuard.Run("pin"u8, static pin => pin.Length == 3 ? CKR.PIN_INCORRECT : CKR.OK));
        Assert.Equal(1, done);
    }

    [Fact]
    public void A_fault_of_the_program_is_not_hidden_and_has_a_return_value_for_the_library()
    {
        Assert.Throws<InvalidOperationException>(() => StoreGuard.Run(static () => throw new InvalidOperationException()));
        Assert.Equal(CKR.GENERAL_ERROR, StoreGuard.ToReturnValue(new InvalidOperationException()));
        Assert.Equal(CKR.HOST_MEMORY, StoreGuard.ToReturnValue(new InsufficientMemoryException()));
    }
}
