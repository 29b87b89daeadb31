using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>Failures of modules, simulators and command lines.</summary>
internal static class OtherFailures
{
    public static IEnumerable<FailureCase> All =>
    [
        new("unknown command", ExitCode.Usage, "--help", "--help", _ => ["fly"]),
        new("no source", ExitCode.Usage, "--module", "--module", _ => ["list"]),
        new(
            "two sources",
            ExitCode.Usage,
            "Specify one",
            "하나만",
            place => ["list", "--module", place.PinFile, "--simulator", place.Simulator]),
        new(
            "serial is no number",
            ExitCode.Usage,
            "hexadecimal",
            "16진수",
            place => ["erase", "xyz", "--simulator", place.Simulator, "--yes"]),
        new(
            "no terminal to type at",
            ExitCode.Usage,
            "--password-file",
            "--password-file",
            place => ["npki", "password", place.WriteFolder(TestIdentities.Other)]),
        new("standard input twice", ExitCode.Usage, "standard input", "표준 입력", place =>
            ["sign", "-", "--out", place.PathOf("s"), "--simulator", place.Simulator, "--pin-file", "-"]),
        new("lines missing on standard input", ExitCode.FileMalformed, "2 lines", "2줄", place =>
            ["copy", place.WriteFolder(TestIdentities.Other), "--simulator", place.Simulator, "--password-file", "-", "--pin-file", "-"]),
        new(
            "patience is no time",
            ExitCode.Usage,
            "86400",
            "86400",
            place => ["certificates", "--simulator", place.Simulator, "--fingerprint-timeout", "0"]),
        new("module not found", ExitCode.ModuleNotFound, "", "", place => ["list", "--module", place.PathOf("nowhere.so")]),
        new("module is text", ExitCode.ModuleInvalid, "", "", place => ["list", "--module", place.PinFile]),
        new("module is 32-bit", ExitCode.ModuleArchitecture, "32", "32", place => ["list", "--module", Library32(place)]),
        new(
            "simulator directory not found",
            ExitCode.NotASimulator,
            "sim create",
            "sim create",
            place => ["list", "--simulator", place.PathOf("nowhere")]),
        new(
            "directory of something else",
            ExitCode.NotASimulator,
            "not a simulator",
            "시뮬레이터 폴더가 아닙니다",
            place => ["sim", "show", place.PathOf("")]),
        new("create among other files", ExitCode.NotASimulator, "not a simulator", "시뮬레이터 폴더가 아닙니다", place =>
            ["sim", "create", place.PathOf(""), "--vendor", "generic", "--pin-file", place.PinFile]),
        new("simulated token exists", ExitCode.SimulatorTokenExists, "already", "이미 있습니다", place =>
        {
            place.CreateToken(label: "A");
            return ["sim", "create", place.Simulator, "--vendor", "generic", "--label", "A", "--pin-file", place.PinFile];
        }),
        new("script not understood", ExitCode.ScriptInvalid, "walk-away", "walk-away", place =>
        {
            place.CreateToken();
            return ["sim", "script", place.Simulator, "dance"];
        }),
        new("plan of faults not understood", ExitCode.FaultPlanInvalid, "Position 10", "10번째 글자", place =>
        {
            place.CreateToken();
            return ["sim", "faults", place.Simulator, "C_Sign#1 burn"];
        }),
        new("simulator damaged", ExitCode.SimulatorDamaged, "damaged", "손상", place =>
        {
            place.CreateToken();
            File.WriteAllText(Directory.EnumerateFiles(place.Simulator, "state", SearchOption.AllDirectories).Single(), "garbage");
            return ["sim", "show", place.Simulator];
        }),
        new("PIN of a new token too short", ExitCode.PinLengthInvalid, "bytes", "바이트", place =>
            ["sim", "create", place.Simulator, "--vendor", "bio-seal", "--pin-file", place.Write("short", "1")]),
    ];

    // The header of an ELF library for 32-bit x86 (ELF specification 1.2, figure 1-3).
    private static string Library32(Workplace place)
    {
        byte[] header = new byte[64];
        ReadOnlySpan<byte> start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1];
        start.CopyTo(header);
        (header[16], header[18], header[20]) = (3, 3, 1);
        File.WriteAllBytes(place.PathOf("driver32.so"), header);
        return place.PathOf("driver32.so");
    }
}
