using System.Runtime.InteropServices;
using System.Text;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Native.Tests.Library;

/// <summary>Tests of which .NET installation the library starts, and which it never starts.</summary>
public sealed class DotNetSearchTests : IDisposable
{
    private const string Marker = "LOADED FROM THE ENVIRONMENT";
    private const int NoMoreRights = 77;

    private static readonly string ArchitectureVariable
        = "DOTNET_ROOT_" + RuntimeInformation.ProcessArchitecture.ToString().ToUpperInvariant();

    private readonly TokenDirectory _tokens = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_absolute_root_is_used()
    {
        string root = MakeRoot();
        Assert.Contains(Marker, Run("start", $"DOTNET_ROOT={root}").Errors, StringComparison.Ordinal);
        Assert.Contains(Marker, Run("start", $"{ArchitectureVariable}={root}").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_root_is_not_used()
    {
        string root = Path.GetFileName(MakeRoot());
        foreach (string variable in new[] { "DOTNET_ROOT", ArchitectureVariable })
        {
            Assert.DoesNotContain(Marker, Run("start", $"{variable}={root}").Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(Marker, Run("start", $"{variable}=./{root}").Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_program_with_more_rights_uses_no_root_of_the_environment()
    {
        string root = MakeRoot();
        string program = MakePrivileged();
        ProgramOutcome result = RunPath(program, $"DOTNET_ROOT={root}", $"{ArchitectureVariable}={root}", $"PATH={root}");
        Assert.SkipWhen(result.ExitCode == NoMoreRights, "The folder gives programs no more rights.");
        Assert.DoesNotContain(Marker, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_with_more_rights_takes_no_orders_for_dotnet_from_the_environment()
    {
        string program = MakePrivileged();
        string trace = _folder["trace"];
        string[] orders = ["COREHOST_TRACE=1", $"COREHOST_TRACEFILE={trace}", "COREHOST_TRACE_VERBOSITY=4"];
        Run("start", orders);
        Assert.True(File.Exists(trace), "The orders are none that .NET takes.");
        File.Delete(trace);

        ProgramOutcome result = RunPath(program, orders);
        Assert.SkipWhen(result.ExitCode == NoMoreRights, "The folder gives programs no more rights.");
        Assert.False(File.Exists(trace), "The environment told .NET where to write.");
    }

    [Fact]
    public void A_dotnet_that_is_in_PATH_only_is_found()
    {
        string installed = Path.GetDirectoryName(File.ResolveLinkTarget(ExternalProgram.Find("dotnet")!, returnFinalTarget: true)?.FullName
            ?? ExternalProgram.Find("dotnet")!)!;
        string elsewhere = _folder["dotnet"];
        Directory.CreateDirectory(elsewhere);
        // In a separate mount namespace, the installed .NET is hidden and mounted elsewhere.
        string script = $"""
            mount --bind '{installed}' '{elsewhere}' || exit 99
            for place in /usr/share/dotnet /usr/lib/dotnet /usr/lib64/dotnet /etc/dotnet; do
              if [ -d $place ]; then mount -t tmpfs none $place || exit 99; fi
            done
            exec env -u DOTNET_ROOT -u {ArchitectureVariable} "PATH=$1" "$2" "$3"
            """;
        ProgramOutcome Start(string path) => ExternalProgram.RunToEnd(
            "unshare", ["-m", "sh", "-c", script, "sh", path, NativeProgram.PathOf("start"), NativeProgram.Library],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal) { [SimulatorLibrary.Variable] = _tokens.Path });
        ProgramOutcome none = Start("/nowhere:relative");
        Assert.SkipWhen(none.ExitCode is 1 or 99 or 127, "A mount table of one's own needs more rights.");

        Assert.Equal((int)CKR.GENERAL_ERROR, none.ExitCode);
        Assert.Contains("or PATH", none.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Start($"/nowhere:{elsewhere}") is var found ? found.ExitCode : -1, found.Errors));
    }

    /// <summary>Creates a folder that looks like a .NET installation. Its host reports that it was loaded.</summary>
    private string MakeRoot()
    {
        Assert.SkipWhen(ExternalProgram.Find("cc") is null, "cc is not installed.");
        string source = _folder.Write("host.c", Encoding.ASCII.GetBytes($$"""
            #include <stdio.h>
            __attribute__((constructor)) static void loaded(void) { fputs("{{Marker}}\n", stderr); }
            """));
        string root = _folder["root"];
        Directory.CreateDirectory(Path.Combine(root, "host", "fxr", "99.0.0"));
        ExternalProgram.Run("cc", ["-shared", "-fPIC", "-o", Path.Combine(root, "host", "fxr", "99.0.0", "libhostfxr.so"), source]);
        File.WriteAllText(Path.Combine(root, "dotnet"), "");
        return root;
    }

    /// <summary>Creates a program that runs with the rights of another group.</summary>
    private string MakePrivileged()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can give a program the rights of another group.");
        string program = _folder["privileged"];
        File.Copy(NativeProgram.PathOf("privileged"), program);
        ExternalProgram.Run("chgrp", ["65534", program]);
        ExternalProgram.Run("chmod", ["2755", program]);
        return program;
    }

    private ProgramOutcome Run(string program, params string[] environment) => RunPath(NativeProgram.PathOf(program), environment);

    private ProgramOutcome RunPath(string program, params string[] environment)
        => ExternalProgram.RunToEnd("env",
        [
            "-C", _folder.Path, "-u", "DOTNET_ROOT", "-u", ArchitectureVariable, $"{SimulatorLibrary.Variable}={_tokens.Path}",
            .. environment, program, NativeProgram.Library,
        ]);
}
