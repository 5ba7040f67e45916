using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Charla.Kernel.Storage;

namespace Charla.Server.Https;

/// <summary>
/// The certificate that connections get, and its file: <c>keys/https/certificate.pem</c> with the key, the certificate
/// and its chain; beside it the key of the account. They are their owner's alone.
/// </summary>
sealed class CertificateFile(string folder)
{
    readonly string path = Path.Combine(folder, "certificate.pem");
    volatile SslStreamCertificateContext? current;

    /// <summary>Null until there is one.</summary>
    public SslStreamCertificateContext? Current => current;

    public X509Certificate2? Certificate => current?.TargetCertificate;

    /// <summary>Takes what lies in the folder, if it can be used.</summary>
    public void Load()
    {
        if (!File.Exists(path))
            return;
        try
        {
            Use(File.ReadAllText(path));
        }
        catch (CryptographicException)
        {
            // Not a certificate and its key: another is asked for.
        }
    }

    /// <summary>On the disk first; the next connection gets it.</summary>
    public void Take(ECDsa key, string chain)
    {
        var pem = key.ExportPkcs8PrivateKeyPem() + "\n" + chain;
        Write(path, pem);
        Use(pem);
    }

    public ECDsa AccountKey()
    {
        var file = Path.Combine(folder, "account.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
            key.ImportFromPem(File.ReadAllText(file));
        else
            Write(file, key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    void Use(string pem)
    {
        using var bare = X509Certificate2.CreateFromPem(pem, pem);
        var leaf = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        current = SslStreamCertificateContext.Create(leaf, [.. chain.Skip(1)], offline: true);
    }

    static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var partial = path + ".new";
        File.Delete(partial);
        using (var file = new FileStream(partial, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        DurableFolder.Flush(folder);
    }
}
