using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using BioToken.Storage;

namespace BioToken.Cli.Files;

/// <summary>
/// A file to write, or standard output. Its space is reserved beside its destination before a PIN or finger is requested; it is renamed
/// when it is complete, and deleted otherwise.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly OutputTarget _target;
    private readonly Stream _stream;
    private readonly string? _reservedPath;

    private OutputFile(OutputTarget target, Stream stream, string? reservedPath)
    {
        _target = target;
        _stream = stream;
        _reservedPath = reservedPath;
    }

    /// <summary>Reserves the file.</summary>
    /// <param name="terminal">Standard output.</param>
    /// <param name="target">The destination.</param>
    /// <param name="length">Room to reserve, in bytes.</param>
    public static OutputFile Reserve(ITerminal terminal, OutputTarget target, int length)
    {
        if (target.IsStandardOutput)
            return new OutputFile(target, terminal.RawOutput, reservedPath: null);
        try
        {
            if (target.IsDevice)
                return new OutputFile(
                    target,
                    new FileStream(target.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
                    reservedPath: null);
            string path = Path.Combine(Path.GetDirectoryName(target.Path)!, $".biotoken-{Path.GetRandomFileName()}");
            return new OutputFile(target, ReserveBeside(path, length), path);
        }
        catch (Exception e) when (DiskProblem.IsOne(e))
        {
            throw Failure(target, e);
        }
    }

    /// <summary>Writes the file and renames it.</summary>
    public void Complete(ReadOnlySpan<byte> content)
    {
        try
        {
            _stream.Write(content);
            _stream.Flush();
            if (_reservedPath is not null)
                Rename(_reservedPath);
        }
        catch (Exception e) when (DiskProblem.IsOne(e))
        {
            throw Failure(_target, e);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_reservedPath is not null)
            File.Delete(_reservedPath);
    }

    private static FileStream ReserveBeside(string path, int length)
    {
        FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            // Real bytes, since not every file system guarantees reserved space.
            stream.Write(new byte[length]);
            stream.Flush(flushToDisk: true);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            stream.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private void Rename(string reservedPath)
    {
        FileStream file = (FileStream)_stream;
        file.SetLength(file.Position);
        file.Flush(flushToDisk: true);
        if (_target.Exists && !OperatingSystem.IsWindows() && File.Exists(_target.Path))
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(_target.Path));
        file.Dispose();
        if (!_target.Exists && Path.Exists(_target.Path))
            throw CliException.Of(ExitCode.FileExists, "OutputExists", Printable.Of(_target.Path));
        File.Move(reservedPath, _target.Path, overwrite: _target.Exists);
        Disk.Instance.Flush(Path.GetDirectoryName(_target.Path)!);
    }

    private static CliException Failure(OutputTarget target, Exception e)
        => new(ExitCode.FileNotWritten, Texts.Format("OutputFailed", Printable.Of(target.Path), DiskProblem.Describe(e)), e);
}
