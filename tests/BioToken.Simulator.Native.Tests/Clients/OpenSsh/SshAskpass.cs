using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSsh;

/// <summary>The program that OpenSSH asks for a PIN where there is no terminal.</summary>
internal static class SshAskpass
{
    /// <summary>Lets the clients of a bench answer every question with a PIN.</summary>
    public static void Install(ClientBench bench, string pin)
    {
        string script = bench.Write("askpass", Encoding.ASCII.GetBytes($"#!/bin/sh\necho {pin}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        bench.With("SSH_ASKPASS", script).With("SSH_ASKPASS_REQUIRE", "force");
    }
}
