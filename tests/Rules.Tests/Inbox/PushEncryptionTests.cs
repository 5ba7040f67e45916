using System.Buffers.Text;
using System.Security.Cryptography;
using Charla.Inbox.Push;

namespace Charla.Rules.Tests.Inbox;

public sealed class PushEncryptionTests
{
    /// <summary>The example of RFC 8291, section 5 and appendix A.</summary>
    [Fact]
    public void The_example_of_the_standard_comes_out_byte_for_byte()
    {
        var senderKey = Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = PushEncryption.Point(senderKey),
            D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        });

        var body = PushEncryption.Seal(
            "When I grow up, I want to be a watermelon"u8,
            Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender,
            Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
            + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
            + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(body));
    }

    [Fact]
    public void Only_points_of_the_curve_are_keys()
    {
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = PushEncryption.Uncompressed(browser.ExportParameters(false).Q);
        byte[] off = [.. key];
        off[40] ^= 1;

        Assert.True(PushEncryption.IsKey(key));
        Assert.False(PushEncryption.IsKey(off));
        Assert.False(PushEncryption.IsKey(key[..64]));
        Assert.False(PushEncryption.IsKey([2, .. key[1..]]));
        Assert.False(PushEncryption.IsKey(new byte[65]));
        Assert.False(PushEncryption.IsKey([]));
    }

    static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
