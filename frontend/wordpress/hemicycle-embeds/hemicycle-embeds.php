<?php
/**
 * Plugin Name: Hemicycle Embeds
 * Description: Paste an address of the parliamentary record on a line of its own, and the speech, video, member or bill appears.
 * Version: 1.0.0
 * Requires at least: 5.0
 * Requires PHP: 7.0
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 */

defined( 'ABSPATH' ) || exit;

// The parliament's site, which answers, and the host its embeds are on; wp-config.php may name others.
defined( 'HEMICYCLE_SITE' ) || define( 'HEMICYCLE_SITE', 'https://parliament.example' );
defined( 'HEMICYCLE_EMBEDS' ) || define( 'HEMICYCLE_EMBEDS', 'https://embed.parliament.example' );

function hemicycle_embeds_register() {
	foreach ( array( HEMICYCLE_SITE, HEMICYCLE_EMBEDS ) as $origin ) {
		$host = preg_quote( preg_replace( '#^https?://#i', '', rtrim( $origin, '/' ) ), '#' );
		wp_oembed_add_provider( "#^https?://$host/.+#i", rtrim( HEMICYCLE_SITE, '/' ) . '/oembed', true );
	}
}

hemicycle_embeds_register();
