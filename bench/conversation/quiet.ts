/** To be imported first: otherwise the media library prints its debug lines. */
process.env['NODE_ENV'] ??= 'production';
