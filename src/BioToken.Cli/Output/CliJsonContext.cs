using System.Text.Json.Serialization;
using BioToken.Cli.Output.Documents;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Folders;
using BioToken.Cli.Output.Documents.Simulator;
using BioToken.Cli.Output.Documents.Tokens;

namespace BioToken.Cli.Output;

[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(VendorsDocument))]
[JsonSerializable(typeof(TokensDocument))]
[JsonSerializable(typeof(CertificatesDocument))]
[JsonSerializable(typeof(ChangeDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(ResumeDocument))]
[JsonSerializable(typeof(SignatureDocument))]
[JsonSerializable(typeof(FoldersDocument))]
[JsonSerializable(typeof(FolderDocument))]
[JsonSerializable(typeof(PasswordDocument))]
[JsonSerializable(typeof(PinDocument))]
[JsonSerializable(typeof(SimulatedTokensDocument))]
[JsonSerializable(typeof(HelpDocument))]
[JsonSerializable(typeof(ExitCodesDocument))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
