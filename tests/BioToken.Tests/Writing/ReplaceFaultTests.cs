using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;
using BioToken.Simulator;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;

namespace BioToken.Tests.Writing;

/// <summary>A replacement in which any one call of the module fails, before or after its effect: nothing is ever lost.</summary>
public sealed class ReplaceFaultTests
{
    private static readonly byte[] ForeignValue = [1, 2, 3, 4];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CKR.DEVICE_ERROR, false)]
    [InlineData(CKR.DEVICE_ERROR, true)]
    [InlineData(CKR.DEVICE_MEMORY, false)]
    [InlineData((CKR)0x80000042, true)]
    public async Task Any_one_failing_call_leaves_a_whole_identity_and_all_foreign_objects(CKR answer, bool afterEffect)
    {
        int call = 1;
        bool failed = true;
        for (; failed; call++)
        {
            Assert.True(call < 200, "The replacement never came to its end.");
            await using Scene scene = await Scene.SetAsync();
            failed = await scene.ReplaceWithFaultAsync(call, afterEffect, answer);
            await scene.CheckAsync($"fault {answer} at call {call}, {(afterEffect ? "after" : "before")} its effect");
        }

        // Fewer would mean that the sweep did not reach the erasures.
        Assert.True(call > 40, $"Only {call} calls were made to fail.");
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly TokenSimulator _simulator = TokenSimulator.InMemory();
        private readonly FaultyModule _module;
        private readonly BioTokenProvider _provider;
        private readonly NpkiIdentity _expiring = TestIdentities.New("고장시험");
        private readonly NpkiIdentity _renewed = TestIdentities.New("고장시험 갱신");
        private bool _succeeded;
        private TokenContents? _contents;

        private Scene()
        {
            _simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "Faults", Pin = ContractToken.Pin });
            _module = new FaultyModule(new SimulatedTokenModule(_simulator));
            _provider = new BioTokenProvider(new BioTokenOptions { FindVendorModules = false, Modules = { _module }, JournalDirectory = TestJournal.Directory });
        }

        public static async Task<Scene> SetAsync()
        {
            Scene scene = new();
            await using IBioToken token = await OpenAsync(scene._provider);
            await token.WriteAsync(scene._expiring, cancellationToken: Token);
            BioTokenInfo info = token.Info;
            await info.Connection.Thread.RunAsync(() => WriteForeign(info), Token);
            return scene;
        }

        public async Task<bool> ReplaceWithFaultAsync(int call, bool afterEffect, CKR answer)
        {
            await using IBioToken token = await OpenAsync(_provider);
            TokenIdentity old = Assert.Single(await token.GetIdentitiesAsync(Token));
            int logins = _module.Cryptoki!.Logins;
            _module.Cryptoki.Arm(call, afterEffect, answer);
            try
            {
                await token.ReplaceAsync(old, _renewed, cancellationToken: Token);
                _succeeded = true;
            }
            catch (CertificateWriteException e)
            {
                _contents = e.Contents;
                Assert.True(_module.Cryptoki.HasFailed);
            }
            catch (BioTokenException)
            {
                // Before the first change there is nothing to say about the token.
                _contents = TokenContents.Unchanged;
            }

            Assert.Equal(logins, _module.Cryptoki.Logins);
            bool happened = _module.Cryptoki.HasFailed;
            _module.Cryptoki.Arm(-1, afterEffect: false, CKR.OK);
            return happened;
        }

        /// <summary>Looks at the token as a stranger would, without faults.</summary>
        public async Task CheckAsync(string situation)
        {
            await using BioTokenProvider provider = new(
                new BioTokenOptions { FindVendorModules = false, Modules = { new SimulatedTokenModule(_simulator) }, JournalDirectory = TestJournal.Directory });
            await using IBioToken token = await OpenAsync(provider);
            IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(Token);
            bool hasOld = identities.Any(i => IsWhole(i, _expiring));
            bool hasNew = identities.Any(i => IsWhole(i, _renewed));

            Assert.True(hasOld || hasNew, $"{situation}: no whole identity is left.");
            Assert.True(_simulator.Tokens[0].Objects.Count(o => o.Label == "foreign") == 1, $"{situation}: the foreign object is gone.");
            int objects = _simulator.Tokens[0].Objects.Count;
            bool truth = _succeeded ? hasNew && objects == 8 : _contents switch
            {
                TokenContents.Unchanged => hasOld && !hasNew && objects == 8,
                TokenContents.OldAndNew => hasOld && hasNew && objects == 15,
                TokenContents.AsPlanned => hasNew && !hasOld,
                TokenContents.OldAndPartOfNew => hasOld && objects > 8,
                TokenContents.NewAndPartOfOld => hasNew && objects > 8,
                _ => true,
            };
            Assert.True(truth, $"{situation}: reported {(_succeeded ? "success" : _contents)}, but old {hasOld}, new {hasNew}, {objects} objects.");
        }

        public async ValueTask DisposeAsync()
        {
            await _provider.DisposeAsync();
            _simulator.Dispose();
            _expiring.Dispose();
            _renewed.Dispose();
        }

        private static bool IsWhole(TokenIdentity seen, NpkiIdentity source)
        {
            if (seen.SerialNumber != source.Certificate.SerialNumber || seen.ObjectCount != 7 || !seen.HasRandomValue)
                return false;
            using RSA? key = seen.GetRSAPrivateKey();
            return key is not null && key.VerifyData(
                ForeignValue, key.SignData(ForeignValue, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        private static bool WriteForeign(BioTokenInfo info)
        {
            ICryptoki cryptoki = info.Connection.Cryptoki;
            Assert.Equal(CKR.OK, cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint session));
            using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, value: false)
                .Add(CKA.LABEL, "foreign").Add(CKA.VALUE, ForeignValue);
            Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
            return cryptoki.CloseSession(session) == CKR.OK;
        }

        private static async Task<IBioToken> OpenAsync(BioTokenProvider provider)
        {
            IBioToken token = await provider.OpenAsync((await provider.ListAsync(Token))[0], Token);
            await ContractToken.AuthenticateAsync(token);
            return token;
        }
    }
}
