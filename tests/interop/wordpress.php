<?php
// What WordPress itself makes of an address that an editor pastes; usage: php wordpress.php ADDRESS [PLUGIN.php]
// Its own code is run, started as far as it goes without a database (SHORTINIT), and asked like the editor asks it.
error_reporting( E_ERROR );

class NoDatabase {
	public $options = 'options';
	public function __call( $name, $arguments ) {
		return null;
	}
	public function __get( $name ) {
		return '';
	}
}

$_SERVER += array( 'HTTP_HOST' => 'blog.example', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1' );
$GLOBALS['wpdb'] = new NoDatabase();
$table_prefix    = 'wp_';
define( 'ABSPATH', ( getenv( 'WORDPRESS' ) ?: '/usr/share/wordpress' ) . '/' );
define( 'WP_CONTENT_DIR', sys_get_temp_dir() . '/no-content' );
define( 'WP_CONTENT_URL', 'http://blog.example/wp-content' );
define( 'SHORTINIT', true );
require ABSPATH . 'wp-settings.php';

foreach ( array( 'class-wp-textdomain-registry', 'l10n', 'formatting', 'kses', 'shortcodes', 'link-template', 'http', 'class-wp-http', 'class-http', 'class-wp-http-streams', 'class-wp-http-curl', 'class-wp-http-proxy', 'class-wp-http-cookie', 'class-wp-http-encoding', 'class-wp-http-response', 'class-wp-http-requests-response', 'class-wp-http-requests-hooks', 'class-wp-oembed', 'embed', 'pluggable', 'class-wp-block-parser', 'blocks', 'general-template', 'post', 'media' ) as $part ) {
	if ( is_file( ABSPATH . WPINC . "/$part.php" ) ) {
		require_once ABSPATH . WPINC . "/$part.php";
	}
}
function wp_generate_password( $length ) {
	return substr( str_repeat( 'secret', 3 ), 0, $length );
}
add_filter( 'pre_option', fn( $value, $name ) => array( 'home' => 'http://blog.example', 'siteurl' => 'http://blog.example', 'blog_charset' => 'UTF-8' )[ $name ] ?? '', 10, 2 );
add_filter( 'http_request_host_is_external', '__return_true' ); // on the loopback interface
add_filter( 'http_allowed_safe_ports', fn() => range( 1, 65535 ) );

remove_filter( 'pre_oembed_result', 'wp_filter_pre_oembed_result' ); // whether the address is a post of its own

if ( isset( $argv[2] ) ) {
	require $argv[2];
}
list( $first, $rest ) = explode( ':', $argv[1], 2 );
if ( 'xml' === $first ) { // a provider that has no JSON
	$argv[1] = $rest;
	add_filter( 'pre_http_request', fn( $answer, $arguments, $address ) => strpos( $address, 'format=json' ) ? array( 'response' => array( 'code' => 501 ) ) : $answer, 9, 3 );
}
$asked = array();
add_filter( 'pre_http_request', function ( $answer, $arguments, $address ) use ( &$asked ) {
	$asked[] = $address;
	return $answer;
}, 10, 3 );
$html = wp_oembed_get( $argv[1], array( 'width' => 640 ) );
echo json_encode( array( 'html' => $html, 'asked' => $asked ) );
