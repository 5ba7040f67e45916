namespace Charla.Pages;

/// <summary>A page's picture: two WebP squares of 512 and 96 points, free of what the camera wrote into them.</summary>
sealed record Picture(byte[] Large, byte[] Small);
