namespace BioToken.Simulator.Errors;

/// <summary>
/// A token of a simulator's directory that cannot be read. It can only be deleted, or repaired by restoring its files.
/// </summary>
/// <param name="SerialNumber">Serial number: the name of the token's directory.</param>
/// <param name="Slot">
/// Slot id, under which a module returns CKR_TOKEN_NOT_RECOGNIZED or CKR_DEVICE_ERROR. If the token's own cannot be read, one of 2^30 or
/// more that follows from the serial number, so that it is the same in every process.
/// </param>
/// <param name="Problem">Which file is damaged, or was made by a newer version.</param>
public sealed record DamagedToken(string SerialNumber, int Slot, SimulatorStoreException Problem);
