using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSsh;

/// <summary>The program that OpenSSH runs to get a PIN if there is no terminal.</summary>
internal static class SshAskpass
{
    /// <summary>Makes the clients of a bench receive a PIN for every prompt.</summary>
    public static void Install(ClientBench bench, string pin)
    {
        string script = bench.Write("askpass", Encoding.ASCII.GetBytes($"#!/bin/sh\necho {pin}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        bench.With("SSH_ASKPASS", script).With("SSH_ASKPASS_REQUIRE", "force");
    }
}
