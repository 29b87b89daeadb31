/* A library that is no PKCS#11 module. */
__attribute__((visibility("default"))) int plain(void)
{
    return 1;
}
